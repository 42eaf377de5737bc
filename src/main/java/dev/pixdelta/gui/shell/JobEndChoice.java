package dev.pixdelta.gui.shell;

/**
 * What happens around a batch; a section of the {@link Session}.
 *
 * @param sound whether a chime plays at the end when the window is not in front
 * @param notification whether the system shows a notification then
 * @param stayAwake whether the machine must not fall asleep during a batch
 */
public record JobEndChoice(boolean sound, boolean notification, boolean stayAwake) {
  /** Name of the section. */
  public static final String SECTION = "jobEnd";

  /** All of it. */
  public static final JobEndChoice USUAL = new JobEndChoice(true, true, true);
}

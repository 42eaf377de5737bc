package dev.pixdelta.gui.queue;

import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two soft notes, a fifth apart, made on the spot. */
final class Chime {
  private static final Logger LOG = LoggerFactory.getLogger(Chime.class);
  private static final float RATE = 44_100;
  private static final double SECONDS = 0.9;
  private static final double[] NOTES = {659.26, 987.77}; // E5, B5
  private static final double SECOND_NOTE_AT = 0.16;
  private static final double VOLUME = 0.22;

  private Chime() {}

  /** Plays it and waits for its end; a machine without sound stays silent. */
  static void play() {
    AudioFormat format = new AudioFormat(RATE, 16, 1, true, false);
    try (SourceDataLine line = AudioSystem.getSourceDataLine(format)) {
      line.open(format);
      line.start();
      byte[] samples = samples();
      line.write(samples, 0, samples.length);
      line.drain();
    } catch (LineUnavailableException | IllegalArgumentException e) {
      LOG.debug("no sound: {}", e.toString());
    }
  }

  /** 16-bit little-endian mono: each note with a soft start, fading, and a faint octave. */
  static byte[] samples() {
    int n = (int) (RATE * SECONDS);
    byte[] out = new byte[2 * n];
    for (int i = 0; i < n; i++) {
      double value = 0;
      for (int k = 0; k < NOTES.length; k++) {
        double t = i / RATE - k * SECOND_NOTE_AT;
        if (t >= 0) {
          double envelope = Math.min(t / 0.01, 1) * Math.exp(-5 * t);
          value +=
              envelope
                  * (Math.sin(2 * Math.PI * NOTES[k] * t)
                      + 0.2 * Math.sin(4 * Math.PI * NOTES[k] * t));
        }
      }
      double end = Math.min((n - i) / (0.05 * RATE), 1);
      int sample = (int) Math.round(Math.clamp(value * VOLUME * end, -1, 1) * Short.MAX_VALUE);
      out[2 * i] = (byte) sample;
      out[2 * i + 1] = (byte) (sample >> 8);
    }
    return out;
  }
}

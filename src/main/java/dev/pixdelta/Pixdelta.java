package dev.pixdelta;

import dev.pixdelta.cli.Main;
import dev.pixdelta.gui.PixdeltaApplication;
import dev.pixdelta.torch.EngineEnvironment;
import javafx.application.Application;

/** The program: the window without arguments, the command line with some. */
public final class Pixdelta {
  private Pixdelta() {}

  public static void main(String[] args) {
    if (args.length > 0) {
      Main.main(args);
    } else {
      // Before the window's own threads begin, which read the environment too.
      EngineEnvironment.prepare();
      try {
        Application.launch(PixdeltaApplication.class);
      } catch (RuntimeException | LinkageError e) {
        System.exit(Main.noWindow(e));
      }
      // What still computes must not keep a window alive that is gone.
      System.exit(0);
    }
  }
}

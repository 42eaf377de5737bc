package dev.pixdelta;

import dev.pixdelta.cli.Main;
import dev.pixdelta.gui.PixdeltaApplication;
import dev.pixdelta.torch.EngineEnvironment;
import java.lang.ref.Reference;
import java.util.logging.Logger;
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
      // JavaFX on the class path works, and is meant: one jar starts both faces.
      Logger javafx = Logger.getLogger("javafx");
      javafx.setFilter(record -> !record.getMessage().startsWith("Unsupported JavaFX config"));
      try {
        Application.launch(PixdeltaApplication.class);
      } finally {
        Reference.reachabilityFence(javafx); // or its filter could be gone before it was asked
      }
      // What still computes must not keep a window alive that is gone.
      System.exit(0);
    }
  }
}

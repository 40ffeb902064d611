package tbot.diag.cli.console;

/** Words of a shell, for messages that show a command. */
public final class ShellWord {

  private ShellWord() {}

  /** The word that stands for a text; the text itself if it needs no quotes. */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && "/._-+,:=@%".indexOf(c) < 0) {
        return "'" + text.replace("'", "'\\''") + "'";
      }
    }
    return text;
  }
}

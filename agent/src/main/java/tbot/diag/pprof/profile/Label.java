package tbot.diag.pprof.profile;

import java.util.Objects;
import tbot.diag.profiling.stack.CallStack;

/**
 * The labels of a sample, which distinguish samples of the same stack: a key with a text or a
 * number, and the labels after it. Immutable, equal by content. Null stands for no labels.
 *
 * <p>A chain, since every row of a table holds one: most have a single label, which takes 24 bytes.
 */
public abstract class Label {

  /** The key of the name of the thread. */
  public static final String THREAD = "thread";

  /** The key of the class that was allocated or waited for. */
  public static final String CLASS = "class";

  private final String key;
  private final Label next;

  private Label(String key, Label next) {
    this.key = key;
    this.next = next;
  }

  /** A label with a text and no label after it. */
  public static Label text(String key, String text) {
    return text(key, text, null);
  }

  /**
   * A label with a text.
   *
   * @param next the labels after it, or null
   */
  public static Label text(String key, String text, Label next) {
    return new TextLabel(key, text, next);
  }

  /**
   * A label with a number.
   *
   * @param unit as in {@link ValueType#unit}
   * @param next the labels after it, or null
   */
  public static Label number(String key, long number, String unit, Label next) {
    return new NumberLabel(key, number, unit, next);
  }

  /** The text of the first label with this key; null when there is none. */
  public static String textOf(Label first, String key) {
    for (Label label = first; label != null; label = label.next) {
      if (label.key.equals(key) && label.text() != null) {
        return label.text();
      }
    }
    return null;
  }

  /**
   * The class that was allocated or waited for, unless the stack consists of it: of objects in the
   * heap, the class is all that is known.
   *
   * @param first may be null
   * @return null when there is none to show beside the stack
   */
  public static String classBeside(Label first, CallStack stack) {
    String name = textOf(first, CLASS);
    boolean shown = stack.depth() == 1 && stack.frame(0).function().name().equals(name);
    return shown ? null : name;
  }

  /** The key, such as {@link #THREAD}. */
  public final String key() {
    return key;
  }

  /** The labels after this one; null at the end. */
  public final Label next() {
    return next;
  }

  /** The text; null for a number. */
  public abstract String text();

  /** The number; 0 for a text. */
  public abstract long number();

  /** The unit of the number; null for a text. */
  public abstract String unit();

  @Override
  public final boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    if (!(other instanceof Label)) {
      return false;
    }
    Label that = (Label) other;
    return key.equals(that.key)
        && number() == that.number()
        && Objects.equals(text(), that.text())
        && Objects.equals(unit(), that.unit())
        && Objects.equals(next, that.next);
  }

  @Override
  public final int hashCode() {
    int content = text() == null ? Long.hashCode(number()) : text().hashCode();
    return (key.hashCode() * 31 + content) * 31 + (next == null ? 0 : next.hashCode());
  }

  private static final class TextLabel extends Label {
    private final String text;

    TextLabel(String key, String text, Label next) {
      super(key, next);
      this.text = text;
    }

    @Override
    public String text() {
      return text;
    }

    @Override
    public long number() {
      return 0;
    }

    @Override
    public String unit() {
      return null;
    }
  }

  private static final class NumberLabel extends Label {
    private final long number;
    private final String unit;

    NumberLabel(String key, long number, String unit, Label next) {
      super(key, next);
      this.number = number;
      this.unit = unit;
    }

    @Override
    public String text() {
      return null;
    }

    @Override
    public long number() {
      return number;
    }

    @Override
    public String unit() {
      return unit;
    }
  }
}

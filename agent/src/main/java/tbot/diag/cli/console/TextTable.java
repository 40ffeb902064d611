package tbot.diag.cli.console;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import tbot.diag.log.Log;

/** Columns of text, each as wide as its widest cell; the last one ends where its text does. */
public final class TextTable {

  private static final int SHORTEST_LAST = 20;

  private final List<String[]> rows = new ArrayList<String[]>();
  private final boolean[] right;

  /**
   * An empty table.
   *
   * @param right for each column, whether it is aligned to the right
   */
  public TextTable(boolean... right) {
    this.right = right.clone();
  }

  /** Adds a row. Its cells may hold what another process says: control characters are escaped. */
  public void add(String... cells) {
    String[] row = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      row[i] = Log.printable(cells[i]);
    }
    rows.add(row);
  }

  /**
   * Prints all rows into a width: cells of the last column lose their beginning, but for the first
   * row, which is the head.
   *
   * @param columns the width
   */
  public void print(int columns, PrintWriter out) {
    int width = Math.max(SHORTEST_LAST, columns - 1 - widthBeforeLast());
    for (String[] row : rows.subList(Math.min(1, rows.size()), rows.size())) {
      int last = row.length - 1;
      if (row[last].length() > width) {
        row[last] = "..." + row[last].substring(row[last].length() - width + 3);
      }
    }
    print(out);
  }

  /** The width of all columns but the last, with the blanks after each. */
  private int widthBeforeLast() {
    int width = 0;
    for (int column = 0; column < right.length - 1; column++) {
      width += width(column) + 2;
    }
    return width;
  }

  /** Prints all rows. */
  public void print(PrintWriter out) {
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < right.length; column++) {
        boolean last = column == right.length - 1;
        int fill = last && !right[column] ? 0 : width(column) - row[column].length();
        append(line, right[column] ? fill : 0);
        line.append(row[column]);
        append(line, last ? 0 : 2 + (right[column] ? 0 : fill));
      }
      out.println(line);
    }
  }

  private static void append(StringBuilder line, int blanks) {
    for (int i = 0; i < blanks; i++) {
      line.append(' ');
    }
  }

  private int width(int column) {
    int width = 0;
    for (String[] row : rows) {
      width = Math.max(width, row[column].length());
    }
    return width;
  }
}

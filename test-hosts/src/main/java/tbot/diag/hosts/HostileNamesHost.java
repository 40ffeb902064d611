package tbot.diag.hosts;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * Parks threads, until standard input ends, whose names and whose classes' names are made to break
 * pages. A class may have any name that has no dot, semicolon or bracket.
 */
public final class HostileNamesHost {

  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;

  /** The bytes behind the tag of each constant, by its tag; 0 for none of this tag. */
  private static final int[] CONSTANT_BYTES = {
    0, 0, 0, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, 0, 0, 3, 2, 4, 4, 2, 2
  };

  private HostileNamesHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments none
   * @throws IOException when standard input fails
   * @throws ReflectiveOperationException never
   */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    char[] many = new char[60_000];
    Arrays.fill(many, 'L');
    String[] names = {
      "x</script><script>hacked=1</script>",
      "x/<img src=x onerror=hacked=1>",
      "x/\"'`${hacked=1}\\",
      "x/\u2028\u2029<!--<script>",
      "x/" + new String(many),
    };
    for (String name : names) {
      Runnable task = (Runnable) new Definer().define(name).getConstructor().newInstance();
      DaemonThread.start(name, task);
    }
    System.out.println("ready");
    int read = System.in.read();
    while (read >= 0) {
      read = System.in.read();
    }
  }

  /** What the threads run, under other names than this. */
  public static final class Parked implements Runnable {

    /** Makes one; by reflection. */
    public Parked() {}

    @Override
    public void run() {
      while (true) {
        LockSupport.park(HostileNamesHost.class);
      }
    }
  }

  /** Defines one class, which no other loader has. */
  private static final class Definer extends ClassLoader {

    Definer() {
      super(HostileNamesHost.class.getClassLoader());
    }

    Class<?> define(String name) throws IOException {
      byte[] bytes = renamed(name);
      return defineClass(null, bytes, 0, bytes.length);
    }
  }

  /** The class {@link Parked} with another name in its constants. */
  private static byte[] renamed(String name) throws IOException {
    String own = Parked.class.getName().replace('.', '/');
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile(own)));
    out.writeInt(in.readInt());
    out.writeInt(in.readInt());
    int count = in.readUnsignedShort();
    out.writeShort(count);
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      out.writeByte(tag);
      if (tag == UTF8) {
        String text = in.readUTF();
        out.writeUTF(text.equals(own) ? name : text);
      } else {
        byte[] content = new byte[CONSTANT_BYTES[tag]];
        in.readFully(content);
        out.write(content);
      }
      // These two take two numbers.
      i += tag == LONG || tag == DOUBLE ? 1 : 0;
    }
    byte[] rest = new byte[in.available()];
    in.readFully(rest);
    out.write(rest);
    return bytes.toByteArray();
  }

  private static byte[] classFile(String name) throws IOException {
    try (InputStream in = HostileNamesHost.class.getResourceAsStream("/" + name + ".class")) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      int count = in.read(buffer);
      while (count >= 0) {
        bytes.write(buffer, 0, count);
        count = in.read(buffer);
      }
      return bytes.toByteArray();
    }
  }
}

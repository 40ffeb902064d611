package tbot.diag.http.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tbot.diag.files.OptionFile;

/** The blocks of a PEM file (RFC 7468). Text outside of them is skipped, as OpenSSL writes some. */
final class PemFile {

  /** Far more than all public authorities of a system take, which is 230 KB. */
  private static final long MAX_BYTES = 1024 * 1024;

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final String OPENSSL_ENCRYPTED = "Proc-Type: 4,ENCRYPTED";

  private final OptionFile file;
  private final String text;
  private final List<PemBlock> blocks = new ArrayList<>();

  private PemFile(OptionFile file, byte[] bytes) {
    this.file = file;
    text = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = 0;
    for (int begin = text.indexOf(BEGIN); begin >= 0; begin = text.indexOf(BEGIN, end)) {
      end = addBlock(begin);
    }
    if (blocks.isEmpty()) {
      throw invalid(whyNoBlock());
    }
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException with one line if it cannot be read or is not PEM
   */
  static PemFile read(OptionFile file) {
    return new PemFile(file, file.read(MAX_BYTES));
  }

  /**
   * Reads a file that must be kept from other users.
   *
   * @throws IllegalArgumentException with one line if it is not, cannot be read or is not PEM
   */
  static PemFile readSecret(OptionFile file) {
    return new PemFile(file, file.readSecret(MAX_BYTES));
  }

  /** In the order of the file; one at least. */
  List<PemBlock> blocks() {
    return blocks;
  }

  /** The labels of all blocks, for messages. */
  String labels() {
    StringBuilder labels = new StringBuilder();
    for (PemBlock block : blocks) {
      labels.append(labels.length() == 0 ? "" : ", ").append(block.label);
    }
    return labels.toString();
  }

  /** An exception whose message is one line about this file. */
  IllegalArgumentException invalid(String what) {
    return file.invalid(what);
  }

  /** An exception whose message is one line about this file. */
  IllegalArgumentException invalid(String what, Throwable cause) {
    return file.invalid(what, cause);
  }

  /** Adds the block that begins here, and returns where it ends. */
  private int addBlock(int begin) {
    int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
    if (labelEnd < 0) {
      throw invalid("line " + line(begin) + " is not complete: " + BEGIN + "..." + DASHES);
    }
    String label = text.substring(begin + BEGIN.length(), labelEnd);
    int start = labelEnd + DASHES.length();
    int end = text.indexOf(END + label + DASHES, start);
    if (end < 0) {
      throw invalid("the block " + label + " in line " + line(begin) + " has no end");
    }
    String content = text.substring(start, end);
    boolean encrypted = content.contains(OPENSSL_ENCRYPTED);
    try {
      blocks.add(new PemBlock(label, encrypted ? null : decode(content)));
    } catch (IllegalArgumentException e) {
      throw invalid("the block " + label + " in line " + line(begin) + " is not Base64", e);
    }
    return end;
  }

  private static byte[] decode(String content) {
    StringBuilder base64 = new StringBuilder(content.length());
    for (int i = 0; i < content.length(); i++) {
      if (!Character.isWhitespace(content.charAt(i))) {
        base64.append(content.charAt(i));
      }
    }
    return Base64.getDecoder().decode(base64.toString());
  }

  private int line(int position) {
    int line = 1;
    for (int i = text.indexOf('\n'); i >= 0 && i < position; i = text.indexOf('\n', i + 1)) {
      line++;
    }
    return line;
  }

  private String whyNoBlock() {
    if (text.trim().isEmpty()) {
      return "the file is empty";
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i)) && !Character.isWhitespace(text.charAt(i))) {
        return "not PEM but binary, such as DER or PKCS #12; convert it with openssl";
      }
    }
    return "not PEM: no line " + BEGIN + "..." + DASHES;
  }
}

package tbot.diag.config.option;

import java.util.Arrays;
import java.util.List;

/** One of a few words. */
final class ChoiceOption extends TextOption<String> {

  private final List<String> words;

  ChoiceOption(String key, String... words) {
    super(key);
    this.words = Arrays.asList(words);
  }

  @Override
  String parse(String text) {
    if (!words.contains(text)) {
      throw new IllegalArgumentException("\"" + text + "\": use " + String.join(" or ", words));
    }
    return text;
  }
}

package tbot.diag.it.testhost;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The versions of MINA SSHD that a test is for: each of them on the Java of the build, and one of
 * them on each other Java, in turn.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(MinaVersions.Source.class)
public @interface MinaVersions {

  /** The versions, with the transport behind a plus sign if it is not that of the JDK. */
  String[] value();

  /** Chooses from the versions. */
  final class Source implements ArgumentsProvider, AnnotationConsumer<MinaVersions> {

    private static final List<String> JAVAS = List.of("8", "11", "17", "21", "25");

    /** As {@code bin/jdks} names them. */
    private static final Pattern JAVA = Pattern.compile(".*/java-(\\d+)");

    private List<String> versions;

    @Override
    public void accept(MinaVersions annotation) {
      versions = choose(List.of(annotation.value()));
    }

    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context) {
      return versions.stream().map(Arguments::of);
    }

    /** Those of a list that are for the Java of this run. */
    public static List<String> choose(List<String> all) {
      Matcher java = JAVA.matcher(System.getProperty("tbot.diag.java", ""));
      int index = java.matches() ? JAVAS.indexOf(java.group(1)) : -1;
      return index < 0 ? all : List.of(all.get(index % all.size()));
    }
  }
}

package tbot.diag.it.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tbot.diag.it.jvm.Artifacts;

class AgentJarIT {

  private static final int JAVA_8 = 52;

  @Test
  void theRootHoldsOnlyTheEntryPackage() throws IOException {
    try (JarFile jar = new JarFile(Artifacts.agentJar().toFile())) {
      List<String> root =
          jar.stream()
              .filter(entry -> !entry.isDirectory())
              .map(JarEntry::getName)
              .filter(name -> !name.startsWith("inst/"))
              .collect(Collectors.toList());

      assertThat(root)
          .containsExactlyInAnyOrder(
              "META-INF/MANIFEST.MF",
              "META-INF/LICENSE",
              "META-INF/NOTICE",
              "tbot/diag/Agent.class",
              "tbot/diag/Core.class",
              "tbot/diag/IsolatedClassLoader.class");
    }
  }

  @Test
  void noClassIsInBothHalves() throws IOException {
    try (JarFile jar = new JarFile(Artifacts.agentJar().toFile())) {
      List<String> twice =
          jar.stream()
              .map(JarEntry::getName)
              .filter(name -> name.endsWith(".class") && jar.getEntry("inst/" + name) != null)
              .collect(Collectors.toList());

      assertThat(twice).isEmpty();
    }
  }

  @Test
  void everyClassRunsOnJava8() throws IOException {
    List<String> tooNew = new ArrayList<>();
    try (JarFile jar = new JarFile(Artifacts.agentJar().toFile())) {
      for (JarEntry entry : jar.stream().collect(Collectors.toList())) {
        if (entry.getName().endsWith(".class") && majorVersion(jar, entry) > JAVA_8) {
          tooNew.add(entry.getName());
        }
      }
    }
    assertThat(tooNew).isEmpty();
  }

  @Test
  void theManifestNamesEntryAndCapabilities() throws IOException {
    try (JarFile jar = new JarFile(Artifacts.agentJar().toFile())) {
      Attributes main = jar.getManifest().getMainAttributes();

      assertThat(main.getValue("Premain-Class")).isEqualTo("tbot.diag.Agent");
      assertThat(main.getValue("Agent-Class")).isEqualTo("tbot.diag.Agent");
      assertThat(main.getValue("Main-Class")).isEqualTo("tbot.diag.Agent");
      assertThat(main.getValue("Can-Retransform-Classes")).isEqualTo("true");
      assertThat(main.getValue("Can-Redefine-Classes")).isEqualTo("true");
      assertThat(main.getValue("Implementation-Version")).matches("\\d+\\.\\d+\\.\\d+(-\\w+)?");
    }
  }

  private static int majorVersion(JarFile jar, JarEntry entry) throws IOException {
    try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
      assertThat(in.readInt()).as(entry.getName()).isEqualTo(0xCAFEBABE);
      in.readUnsignedShort();
      return in.readUnsignedShort();
    }
  }
}

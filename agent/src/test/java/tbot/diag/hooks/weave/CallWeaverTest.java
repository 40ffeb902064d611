package tbot.diag.hooks.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallWeaverTest {

  private static final String NAME = SessionClasses.NAME;
  private static final String LIBRARY = "Example SSH";

  private static final EventHook STARTED = hook(LibraryEvent.STARTED, "<init>", List.of("int"));
  private static final EventHook EVENT =
      hook(
          LibraryEvent.DISCONNECTED,
          "event",
          List.of("long", "int", "java.lang.String", "boolean"),
          1,
          2,
          3);
  private static final EventHook LOOP = hook(LibraryEvent.ENDED, "loop", List.of("int"));

  private final WeaveLog log = new WeaveLog();
  private final List<Object> seen = new ArrayList<>();

  @BeforeEach
  void connect() {
    StandInBridge.connect(
        (event, subject) -> {
          seen.add(event);
          seen.add(subject instanceof Object[] array ? Arrays.asList(array) : subject);
          return "not used";
        });
  }

  @AfterEach
  void disconnect() {
    StandInBridge.connect(null);
  }

  @ParameterizedTest(name = "class file version {0}")
  @ValueSource(ints = {49, 50, 51, 52, 55, 61})
  void methodsOfEveryJavaVersionTellTheirEvents(int majorVersion) throws Exception {
    Class<?> woven = define(weave(majorVersion, STARTED, EVENT, LOOP));

    Object atOnce = create(woven, 0);
    Object afterALoop = create(woven, 3);
    woven.getMethod("loop", int.class).invoke(atOnce, 3);
    call(atOnce, 11, "bye", true);

    assertThat(seen)
        .containsExactly(
            "started",
            atOnce,
            "started",
            afterALoop,
            "ended",
            atOnce,
            "disconnected",
            List.of(atOnce, 11, "bye", true));
  }

  @ParameterizedTest(name = "class file version {0}")
  @ValueSource(ints = {65, 69})
  void newerClassFilesThanThisJvmsAreWovenToo(int majorVersion) {
    assertThat(weave(majorVersion, STARTED, EVENT, LOOP)).isNotNull();
    assertThat(log.status(Set.of()).failures()).isEmpty();
  }

  @Test
  void aConstructorOfJava4WithASubroutineTellsItsEvent() throws Exception {
    EventHook hook = hook(LibraryEvent.STARTED, "<init>", List.of());
    byte[] woven = weaver().weave(NAME, SessionClasses.withSubroutine(), List.of(hook));

    Object session = define(woven).getConstructor().newInstance();
    assertThat(seen).containsExactly("started", session);
  }

  @Test
  void aConstructorThatThrowsTellsNothing() {
    Class<?> woven = define(weave(52, STARTED));

    assertThatThrownBy(() -> create(woven, -1)).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(seen).isEmpty();
  }

  @ParameterizedTest(name = "class file version {0}")
  @ValueSource(ints = {49, 50, 51, 52, 55, 61})
  void whatAMethodThrowsIsReportedAndThrown(int majorVersion) throws Exception {
    MethodHook start = new MethodHook(NAME, "start", List.of("int"));
    Class<?> woven =
        define(
            weave(
                majorVersion,
                EventHook.returned(LIBRARY, LibraryEvent.SERVER_STARTED, start),
                EventHook.thrown(LIBRARY, LibraryEvent.SERVER_FAILED, start)));
    Object server = create(woven, 0);

    woven.getMethod("start", int.class).invoke(server, 1);
    assertThat(seen).containsExactly("serverStarted", server);
    Throwable thrown =
        catchThrowable(() -> woven.getMethod("start", int.class).invoke(server, -1)).getCause();
    assertThat(thrown).isInstanceOf(IllegalStateException.class);
    assertThat(seen)
        .containsExactly("serverStarted", server, "serverFailed", List.of(server, thrown));
    woven.getMethod("start", int.class).invoke(server, 0);
    assertThat(seen).as("caught by the method itself").hasSize(6).endsWith("serverStarted", server);
  }

  @Test
  void withoutAHookTheMethodDoesWhatItDid() throws Exception {
    Class<?> woven = define(weave(52, STARTED, EVENT));
    StandInBridge.connect(null);

    call(create(woven, 1), 11, "bye", true);
    assertThat(seen).isEmpty();
  }

  @Test
  void whatAHookThrowsNeverReachesTheHost() throws Exception {
    Class<?> woven = define(weave(52, STARTED, EVENT));
    StandInBridge.connect(
        (event, subject) -> {
          seen.add(event);
          throw new StackOverflowError(event);
        });

    call(create(woven, 0), 11, null, false);
    assertThat(seen).containsExactly("started", "disconnected");
  }

  @ParameterizedTest
  @EnumSource
  void theBridgeTellsEachEventWithItsDetails(LibraryEvent event) throws Exception {
    Object[] arguments =
        switch (event) {
          case AUTH_REQUESTED -> new Object[] {"service", "session", "request"};
          case EXCEPTION, SERVER_FAILED -> new Object[] {"session", "thrown"};
          case DISCONNECTED -> new Object[] {"session", 2, null, false};
          case STARTED, AUTHENTICATED, ENDED, SERVER_STARTED, SERVER_STOPPED ->
              new Object[] {"session"};
          case SERVICE_REPORTED -> new Object[] {"service", "name", 2, "reason"};
          case ITERATION_STARTED -> new Object[] {"service", "name", "numbers"};
          case ITERATION_ENDED -> new Object[] {"service", "name", "numbers", null};
        };
    Class<?> bridge = StandInBridge.field().getDeclaringClass();
    Arrays.stream(bridge.getMethods())
        .filter(method -> method.getName().equals(event.method()))
        .findFirst()
        .orElseThrow()
        .invoke(null, arguments);

    assertThat(seen)
        .containsExactly(
            event.method(), arguments.length == 1 ? "session" : Arrays.asList(arguments));
  }

  @Test
  void missingMethodsAreReportedWithTheLibrary() {
    EventHook hook = hook(LibraryEvent.ENDED, "event", List.of("int"));

    assertThat(weave(52, hook)).isNull();
    assertThat(log.status(Set.of()).failures())
        .containsExactly(
            "com.example.Session#event(int) is not there: this Example SSH is counted in part"
                + " only");
  }

  @Test
  void aMethodWithoutCodeIsReported() {
    assertThat(weave(52, hook(LibraryEvent.ENDED, "without", List.of()))).isNull();
    assertThat(log.status(Set.of()).failures())
        .singleElement()
        .asString()
        .contains("is abstract or native and cannot be hooked");
  }

  @Test
  void aMissingMethodLeavesTheOthersHooked() throws Exception {
    Class<?> woven = define(weave(52, STARTED, hook(LibraryEvent.ENDED, "absent", List.of())));

    create(woven, 0);
    assertThat(seen).startsWith("started");
    assertThat(log.status(Set.of()).failures()).hasSize(1);
  }

  @Test
  void aConstructorThatOverwritesThisIsRefused() {
    EventHook hook = hook(LibraryEvent.STARTED, "<init>", List.of());
    byte[] classFile = SessionClasses.thatOverwritesThis();

    assertThatThrownBy(() -> weaver().weave(NAME, classFile, List.of(hook)))
        .hasMessage("com.example.Session#<init>() overwrites `this`");
  }

  @Test
  void aStaticMethodIsRefused() {
    EventHook hook = hook(LibraryEvent.ENDED, "event", List.of());
    byte[] classFile = SessionClasses.withStaticMethod();

    assertThatThrownBy(() -> weaver().weave(NAME, classFile, List.of(hook)))
        .hasMessage("com.example.Session#event() is static");
  }

  @Test
  void weavingIsRepeatableAndAddsNoMember() throws Exception {
    byte[] woven = weave(52, STARTED, EVENT);

    assertThat(weave(52, STARTED, EVENT)).isEqualTo(woven);
    Class<?> original = define(SessionClasses.session(52));
    assertThat(define(woven).getDeclaredMethods()).hasSameSizeAs(original.getDeclaredMethods());
    assertThat(define(woven).getDeclaredFields()).isEmpty();
  }

  private static EventHook hook(
      LibraryEvent event, String method, List<String> parameters, int... details) {
    MethodHook hooked = new MethodHook(NAME, method, parameters);
    return method.equals("<init>")
        ? EventHook.returned(LIBRARY, event, hooked)
        : EventHook.entered(LIBRARY, event, hooked, details);
  }

  private CallWeaver weaver() {
    return new CallWeaver(StandInBridge.field().getDeclaringClass(), log);
  }

  private byte[] weave(int majorVersion, EventHook... hooks) {
    return weaver().weave(NAME, SessionClasses.session(majorVersion), List.of(hooks));
  }

  private static Class<?> define(byte[] classFile) {
    return WovenClass.define(NAME, classFile);
  }

  private static Object create(Class<?> woven, int argument) throws Exception {
    return woven.getConstructor(int.class).newInstance(argument);
  }

  private static void call(Object session, int code, String message, boolean local)
      throws IllegalAccessException, InvocationTargetException, NoSuchMethodException {
    session
        .getClass()
        .getMethod("event", long.class, int.class, String.class, boolean.class)
        .invoke(session, 9L, code, message, local);
  }
}

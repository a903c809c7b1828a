package io.github.camelatlos.server;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Atlos in memory, with the measured behaviour of the real one, its traps included. Rows are set up and looked at through
 * {@link #cases()}, what goes wrong on the way through {@link #faults()}; {@link #requests()} shows what came in. What of the real
 * one it leaves out is listed in {@code test-your-own-flows.md}.
 */
public final class AtlosServer implements AutoCloseable {

    private final TestClock clock;
    private final Tokens tokens = new Tokens();
    private final Map<String, Archive> archives = new ConcurrentHashMap<>();
    private final AtomicLong sequence = new AtomicLong();
    private final FileStore files = new FileStore();
    private final Faults faults = new Faults();
    private final Gate gate = new Gate();
    private final RequestLog log;
    private final Cursors cursors;
    private final Rendering rendering;
    private final AtlosServerBuilder settings;
    private final Listener listener;
    private final CaseFile cases;
    private volatile Token token;
    private volatile SecurityMode securityMode = SecurityMode.NORMAL;

    AtlosServer(AtlosServerBuilder settings) {
        clock = TestClock.following(settings.clock);
        log = new RequestLog(clock);
        cursors = new Cursors(clock);
        this.settings = settings;
        ArtifactLinks links = new ArtifactLinks(clock);
        rendering = new Rendering(links, settings.newer);
        cases = addProject("CIV", "Civil Harm Watch", settings.attributes());
        token = tokens.issue(cases.project().id(), EnumSet.allOf(Permission.class));
        RaceWindow window = new RaceWindow(settings.raceWindow);
        Routes routes = new Routes(cursors, rendering, files, window, settings.newer, settings.project);
        Api api = new Api(routes.all(), tokens, archives);
        listener = new Listener(settings.port, settings.idleTimeout,
                later -> new Front(api, faults, log, gate, clock, later, settings.uploadLimit),
                new Downloads(links, files, log), links);
        listener.start();
    }

    public static AtlosServer start() {
        return builder().start();
    }

    public static AtlosServerBuilder builder() {
        return new AtlosServerBuilder();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + listener.port();
    }

    public TestClock clock() {
        return clock;
    }

    // ---- tokens

    /** One with every permission on the first project; another one after {@link #rotate()}. */
    public String token() {
        return token.value();
    }

    public String newToken(Permission... permissions) {
        return newToken(cases, permissions);
    }

    /** A token of another project. */
    public String newToken(CaseFile project, Permission... permissions) {
        EnumSet<Permission> set = EnumSet.noneOf(Permission.class);
        set.addAll(List.of(permissions));
        return tokens.issue(project.project().id(), set).value();
    }

    public boolean revoke(String value) {
        return tokens.revoke(value);
    }

    /** A new value for {@link #token()}; the old one is refused from now on. */
    public String rotate() {
        token = tokens.rotate(token);
        return token.value();
    }

    // ---- rows

    /** The rows of the first project, whose owners have added attributes of every type, and retired one. */
    public CaseFile cases() {
        return cases;
    }

    /** Some 300 invented cases; their slugs, oldest first. */
    public List<String> seed() {
        return SeedCases.into(cases, "https://sources.example.org");
    }

    /** Another project on the same server, with tokens of its own and the four attributes that a new project starts with. */
    public CaseFile addProject(String code, String name) {
        return addProject(code, name, StandardProject.original());
    }

    /** One with these attributes of its own. */
    public CaseFile addProject(String code, String name, List<Project.Attribute> attributes) {
        Archive archive = new Archive(StandardProject.named(code, name, attributes), clock, settings.pace(), sequence,
                () -> securityMode);
        archives.put(archive.project().id(), archive);
        Author.Person person = new Author.Person(RandomIds.uuid(), "investigator");
        archive.people().add(person.id());
        Ledger ledger = new Ledger(archive, person, archive::now);
        return new CaseFile(ledger, files, new CaseView(archive, rendering, files));
    }

    /** The platform's administrators lock it, or open it again. */
    public void securityMode(SecurityMode mode) {
        securityMode = mode;
    }

    // ---- what goes wrong

    public Faults faults() {
        return faults;
    }

    /** Every cursor given out so far answers the error with status 200. */
    public void expireCursors() {
        cursors.forgetAll();
    }

    /** POSTs wait, unanswered, until {@link #resumeWrites()}. */
    public void pauseWrites() {
        gate.shut(true);
    }

    public void resumeWrites() {
        gate.shut(false);
    }

    /** Nothing listens any more; rows, tokens and faults stay. */
    public void stop() {
        listener.stop();
    }

    /** On the same port again, with all rows; cursors of before are worth nothing. */
    public void restart() {
        listener.stop();
        cursors.forgetAll();
        listener.start();
    }

    @Override
    public void close() {
        gate.shut(false);
        listener.stop();
    }

    // ---- what came in

    /** Oldest first, those of the stored files' host too. */
    public List<RecordedRequest> requests() {
        return log.all();
    }

    public List<RecordedRequest> requests(String method) {
        return log.all().stream().filter(request -> request.method().equals(method)).toList();
    }

    public void clearRequests() {
        log.clear();
    }
}

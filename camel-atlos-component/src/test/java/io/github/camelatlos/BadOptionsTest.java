package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;

import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.AtlosServerExtension;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input is a clear error that says what to do, at start, with nothing sent. */
class BadOptionsTest {

    @RegisterExtension
    static AtlosServerExtension atlos = new AtlosServerExtension();

    @BeforeEach
    void forget(AtlosServer server) {
        server.clearRequests();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            incident?token=T                                        | Atlos has no resource 'incident'
            incidents                                               | token of the Atlos API is missing
            incidents?token=                                        | token of the Atlos API is missing
            incidents?token=a b                                     | holds a space
            incidents?token=T&tokenSupplier=#supplier               | Both token and tokenSupplier
            incidents?token=T&colour=red                            | colour
            incidents?token=T&http.colour=red                       | no option 'colour'
            incidents?token=T&http.logHttpActivity=true             | http.logHttpActivity
            incidents?token=T&http.followRedirects=true             | http.followRedirects is not for Atlos
            incidents?token=T&http.authMethod=Basic                 | http.authMethod is not for Atlos
            incidents?token=T&http.httpMethod=POST                  | http.httpMethod is not for Atlos
            incidents?token=T&baseUrl=http://atlos.example.org      | is plain http
            incidents?token=T&baseUrl=http://localhost.example.org  | is plain http
            incidents?token=T&baseUrl=ftp://atlos.example.org       | must be the address of an Atlos
            incidents?token=T&baseUrl=nonsense                      | must be the address of an Atlos
            incidents?token=T&status=Canceled                       | Did you mean 'Cancelled'?
            incidents?token=T&status=to do                          | Did you mean 'To Do'?
            incidents?token=T&status=In Progres                     | Did you mean 'In Progress'?
            incidents?token=T&tags=Unset                            | tags=[Unset], square brackets included
            incidents?token=T&tags=a,[unset]                        | tags=[Unset], square brackets included
            incidents?token=T&filter.no_media_versions=yes          | must be true or false
            incidents?token=T&filter.project_id=abc                 | must be a project's id
            incidents?token=T&status=,                              | status is empty
            incidents?token=T&sensitive=Secret                      | sensitive 'Secret' is unknown
            incidents?token=T&dateMin=22.11.2026                    | dateMin is '22.11.2026'
            incidents?token=T&dateMin=2026-11-22&dateMax=2026-11-01 | is after dateMax
            incidents?token=T&geolocation=200,10                    | latitude,longitude
            incidents?token=T&geolocation=Paris                     | latitude,longitude
            incidents?token=T&geolocationRadius=5                   | needs geolocation
            incidents?token=T&geolocation=1,1&geolocationRadius=-5  | whole kilometres, 1 to 21000
            incidents?token=T&geolocation=1,1&geolocationRadius=0   | whole kilometres, 1 to 21000
            incidents?token=T&geolocation=1,1&geolocationRadius=0.5 | whole kilometres, 1 to 21000
            incidents?token=T&geolocation=1,1&geolocationRadius=2.5 | whole kilometres, 1 to 21000
            incidents?token=T&geolocation=1,1&geolocationRadius=NaN | whole kilometres, 1 to 21000
            incidents?token=T&geolocation=.5,1                      | latitude,longitude
            incidents?token=T&geolocation=1d,1                      | latitude,longitude
            incidents?token=T&query=                                | query must be
            incidents?token=T&filter.cursor=x                       | filter.cursor is refused
            incidents?token=T&filter.sort=x                         | filter.sort is refused
            incidents?token=T&filter.attr_status[]=x                | has an option of its own
            incidents?token=T&startFrom=yesterday                   | startFrom is 'yesterday'
            incidents?token=T&startFrom=2026-11-22T10:00:00         | with its time zone
            incidents?token=T&madeBy=people                         | madeBy is for atlos:updates
            incidents?token=T&checkpointKey=a%3Db                   | checkpointKey must be a name
            incidents?token=T&checkpointFile=/                      | is a folder; name a file in it
            incidents?token=T&checkpointFile=/tmp                   | is a folder; name a file in it
            incidents?token=T&lookback=-5                           | lookback is negative
            incidents?token=T&maxRetries=-1                         | maxRetries is -1
            incidents?token=T&operation=explode                     | explode
            updates?token=T&status=To Do                            | can only be used with atlos:incidents
            updates?token=T&slug=../incidents                       | is not the slug of an incident
            source-material?token=T&deleted=true                    | can only be used with atlos:incidents
            source-material?token=T&slug=AB12CD                     | slug
            """)
    void isRefusedAtStart(String uri, String says) {
        String error = errorOf(uri);
        assertThat(error).contains(says);
        assertThat(atlos.server().requests()).isEmpty();
    }

    private static String errorOf(String uri) {
        try (CamelContext context = new DefaultCamelContext()) {
            Supplier<String> supplier = () -> "T";
            context.getRegistry().bind("supplier", supplier);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    String base = uri.contains("baseUrl=") ? "" : (uri.contains("?") ? "&" : "?") + "baseUrl=" + atlos.server().baseUrl();
                    from("atlos:" + uri + base + "&initialDelay=100000").to("mock:out");
                }
            });
            context.start();
            return "it started";
        } catch (Exception e) {
            StringBuilder text = new StringBuilder();
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                text.append(cause.getMessage()).append('\n');
            }
            return text.toString();
        }
    }
}

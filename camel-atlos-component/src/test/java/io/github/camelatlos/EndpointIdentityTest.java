package io.github.camelatlos;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import javax.management.ObjectName;

import io.github.camelatlos.builder.EndpointBuilderFactory;
import io.github.camelatlos.server.AtlosServer;
import io.github.camelatlos.server.CaseFile;
import io.github.camelatlos.server.Permission;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A token is a project: endpoints that differ in nothing else are different endpoints, wherever Camel keeps and compares them. */
class EndpointIdentityTest {

    private static final EndpointBuilderFactory BUILDERS = new EndpointBuilderFactory() {
    };

    private final AtlosServer server = AtlosServer.start();
    private final CaseFile first = server.cases();
    private final CaseFile second = server.addProject("OTH", "The other project");
    private final String tokenA = server.token();
    private final String tokenB = server.newToken(second, Permission.values());
    private CamelContext context;
    private ProducerTemplate template;

    @BeforeEach
    void start() {
        context = new DefaultCamelContext();
        AtlosConfiguration configuration = context.getComponent("atlos", AtlosComponent.class).getConfiguration();
        configuration.setBaseUrl(server.baseUrl());
        configuration.setRetryDelay(20);
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    private static Map<String, Object> incident(String description) {
        return Map.of("description", description, "sensitive", List.of("Not Sensitive"));
    }

    private static long incidents(CaseFile project) {
        return project.view().incidentCount();
    }

    @Test
    void aProducerTemplateWritesToTheProjectOfEachToken() {
        template.requestBody("atlos:incidents?operation=create&token=" + tokenA, incident("For the first project"));
        template.requestBody("atlos:incidents?operation=create&token=" + tokenB, incident("For the second project"));
        template.requestBody("atlos:incidents?operation=create&TOKEN=" + tokenA, incident("For the first project once more"));
        template.requestBody("atlos:incidents?operation=create&TOKEN=" + tokenB, incident("For the second project once more"));

        assertThat(List.of(incidents(first), incidents(second))).containsExactly(2L, 2L);
    }

    @Test
    void dynamicRoutesWriteToTheProjectOfEachMessage() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:toD").toD("atlos:incidents?operation=create&token=RAW(${header.t})");
                from("direct:recipients").recipientList(simple("atlos:incidents?operation=create&token=${header.t}"));
                from("direct:enrich").enrich().simple("atlos:incidents?operation=create&token=${header.t}");
            }
        });
        for (int i = 0; i < 3; i++) {
            for (String token : List.of(tokenA, tokenB)) {
                for (String road : List.of("toD", "recipients", "enrich")) {
                    template.requestBodyAndHeader("direct:" + road, incident("By way of " + road), "t", token);
                }
            }
        }
        assertThat(List.of(incidents(first), incidents(second))).containsExactly(9L, 9L);
    }

    @Test
    void twoConsumersThatDifferInTheTokenOnlyRunSideBySide() throws Exception {
        first.addIncidents(3);
        second.addIncidents(2);
        Sink one = new Sink();
        Sink other = new Sink();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("atlos:incidents?initialDelay=0&checkpointKey=k1&token=" + tokenA).process(one).id("one");
                from("atlos:incidents?initialDelay=0&checkpointKey=k1&token=" + tokenB).process(other).id("other");
            }
        });
        Awaitility.await().until(() -> one.all().size() == 3 && other.all().size() == 2);
    }

    @Test
    void aTokenThatTheComponentWasGivenMeanwhileIsAnotherEndpoint() throws Exception {
        AtlosComponent component = context.getComponent("atlos", AtlosComponent.class);
        component.getConfiguration().setToken(tokenA);
        Endpoint before = component.createEndpoint("atlos:incidents?operation=create");
        component.getConfiguration().setToken(tokenB);
        Endpoint after = component.createEndpoint("atlos:incidents?operation=create");

        template.requestBody(before, incident("For the first project"));
        template.requestBody(after, incident("For the second project"));

        assertThat(before).isNotEqualTo(after);
        assertThat(List.of(incidents(first), incidents(second))).containsExactly(1L, 1L);
    }

    @Test
    void tokensHandedOverAsObjectsAreToldApart() throws Exception {
        Supplier<String> a = () -> tokenA;
        Supplier<String> b = () -> tokenB;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").to(BUILDERS.atlos("incidents").operation(AtlosOperation.create).advanced().tokenSupplier(a));
                from("direct:b").to(BUILDERS.atlos("incidents").operation(AtlosOperation.create).advanced().tokenSupplier(b));
            }
        });
        template.requestBody("direct:a", incident("By the type-safe builders"));
        template.requestBody("direct:b", incident("By the type-safe builders"));
        template.requestBody(context.getEndpoint("atlos:incidents?operation=create", Map.of("tokenSupplier", a)), incident("For the first"));
        template.requestBody(context.getEndpoint("atlos:incidents?operation=create", Map.of("tokenSupplier", b)), incident("For the second"));
        template.requestBody(context.getEndpoint("atlos:incidents?operation=create", Map.of("token", tokenA)), incident("For the first again"));
        template.requestBody(context.getEndpoint("atlos:incidents?operation=create", Map.of("token", tokenB)), incident("For the second again"));

        assertThat(List.of(incidents(first), incidents(second))).containsExactly(3L, 3L);
    }

    @Test
    void oneTokenIsOneEndpointHoweverItIsSpelt() throws Exception {
        Endpoint plain = context.getEndpoint("atlos:incidents?slug=X&token=" + tokenA);

        assertThat(context.getEndpoint("atlos:incidents?token=" + tokenA + "&slug=X")).isEqualTo(plain);
        assertThat(context.getEndpoint("atlos:incidents?slug=X&token=RAW(" + tokenA + ")")).isEqualTo(plain).hasSameHashCodeAs(plain);
        assertThat(context.getEndpoint("atlos:incidents?slug=X&token=" + tokenB)).isNotEqualTo(plain);
    }

    @Test
    void managementShowsThemAsTwo() throws Exception {
        context.stop();
        context = new DefaultCamelContext();
        context.getEndpoint("atlos:incidents?token=" + tokenA);
        context.getEndpoint("atlos:incidents?token=" + tokenB);
        context.start();

        Set<ObjectName> names = ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("org.apache.camel:context=" + context.getName() + ",type=endpoints,*"), null);
        assertThat(names).filteredOn(name -> name.toString().contains("atlos")).hasSize(2);
    }
}

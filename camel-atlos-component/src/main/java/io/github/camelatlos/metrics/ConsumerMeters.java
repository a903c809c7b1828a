package io.github.camelatlos.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

import io.github.camelatlos.consumer.AtlosConsumer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.support.LifecycleStrategySupport;

/** What JMX shows of a consumer, as gauges with its route's id: in the registry that camel-micrometer, or Spring Boot, has put there. */
public final class ConsumerMeters extends LifecycleStrategySupport {

    /** The name under which camel-micrometer keeps its own. */
    private static final String REGISTRY = "metricsRegistry";

    private record Registered(MeterRegistry registry, List<Gauge> gauges) {
    }

    private final Map<Service, Registered> registered = new ConcurrentHashMap<>();

    private ConsumerMeters() {
    }

    /** Does nothing where Micrometer is not there. */
    public static void watch(CamelContext context) {
        try {
            Class.forName("io.micrometer.core.instrument.MeterRegistry", false, ConsumerMeters.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return;
        }
        context.addLifecycleStrategy(new ConsumerMeters());
    }

    @Override
    public void onServiceAdd(CamelContext context, Service service, Route route) {
        MeterRegistry registry = service instanceof AtlosConsumer && route != null ? registry(context) : null;
        if (registry != null) {
            registered.computeIfAbsent(service, key -> register(registry, route.getRouteId(), (AtlosConsumer) service));
        }
    }

    @Override
    public void onServiceRemove(CamelContext context, Service service, Route route) {
        Registered gone = registered.remove(service);
        if (gone != null) {
            gone.gauges.forEach((Meter gauge) -> gone.registry.remove(gauge));
        }
    }

    private static MeterRegistry registry(CamelContext context) {
        MeterRegistry named = context.getRegistry().lookupByNameAndType(REGISTRY, MeterRegistry.class);
        if (named != null) {
            return named;
        }
        Set<MeterRegistry> all = context.getRegistry().findByType(MeterRegistry.class);
        return all.stream().filter(CompositeMeterRegistry.class::isInstance).findFirst()
                .orElse(all.size() == 1 ? all.iterator().next() : null);
    }

    private static Registered register(MeterRegistry registry, String routeId, AtlosConsumer consumer) {
        Gauges gauges = new Gauges(registry, routeId, consumer);
        return new Registered(registry, List.of(
                gauges.of("lag", "seconds", "From the checkpoint until now; 0 when caught up", AtlosConsumer::getLagSeconds),
                gauges.of("last.success", "seconds", "Since a poll, or an exchange of a long one, came to a good end, or since the start",
                        AtlosConsumer::getSecondsSinceSuccess),
                gauges.of("pending", null, "Known and not yet delivered", AtlosConsumer::getPendingRecords),
                gauges.of("delivered", null, "Delivered since the start", AtlosConsumer::getDeliveredRecords),
                gauges.of("duplicates.suppressed", null, "Met again and known to have been delivered", AtlosConsumer::getDuplicatesSuppressed),
                gauges.of("requests", null, "Pages of lists asked for", AtlosConsumer::getPagesRead),
                gauges.of("retries", null, "Sent again after a fault", AtlosConsumer::getRetries),
                gauges.of("failed.polls", null, "Polls that failed one after the other; 0 after one that succeeded",
                        AtlosConsumer::getErrorCounter)));
    }

    private record Gauges(MeterRegistry registry, String routeId, AtlosConsumer consumer) {

        Gauge of(String name, String unit, String description, ToDoubleFunction<AtlosConsumer> value) {
            return Gauge.builder("camel.atlos." + name, consumer, value).baseUnit(unit).description(description).tag("routeId", routeId)
                    .register(registry);
        }
    }
}

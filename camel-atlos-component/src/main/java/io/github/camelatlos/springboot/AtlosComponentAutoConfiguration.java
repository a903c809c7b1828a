package io.github.camelatlos.springboot;

import io.github.camelatlos.AtlosComponent;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.support.PropertyBindingSupport;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Configures the component from {@code camel.component.atlos.*}, as Camel's own starters do for theirs. */
@AutoConfiguration(beforeName = "org.apache.camel.spring.boot.CamelAutoConfiguration")
@ConditionalOnClass(name = "org.apache.camel.spring.boot.CamelAutoConfiguration")
@ConditionalOnProperty(prefix = "camel.component.atlos", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(AtlosComponentConfigurationProperties.class)
public class AtlosComponentAutoConfiguration {

    @Bean
    public ComponentCustomizer configureAtlosComponent(AtlosComponentConfigurationProperties properties) {
        return ComponentCustomizer.forType(AtlosComponent.class, component -> configure(component, properties));
    }

    private static void configure(Component component, AtlosComponentConfigurationProperties properties) {
        properties.set().forEach((name, value) -> PropertyBindingSupport.build().withCamelContext(component.getCamelContext())
                .withTarget(component).withConfigurer(component.getComponentPropertyConfigurer()).withMandatory(true)
                .withProperty(name, value).bind());
    }
}

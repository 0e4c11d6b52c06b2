package io.orgscribe.nativeimage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.hibernate.StatelessSession;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the code makes or reads by reflection is registered for it: in an image nothing else can be. */
class ReflectionTest {

    @Test
    void what_is_made_or_read_by_reflection_is_registered() {
        JavaClasses classes = CalledCode.MAIN;
        Map<String, String> reflected = Reflected.by(Bytecode.main(), classes);

        // Of each kind one, or nothing was looked at.
        assertThat(reflected)
                .containsKeys(
                        "io.orgscribe.run.Idempotency$Known",
                        "io.orgscribe.preflight.ProbeFinding",
                        "io.orgscribe.connection.ConnectionDocument");
        assertThat(unregistered(reflected, classes)).isEmpty();
    }

    @Test
    void what_is_not_registered_is_found() {
        JavaClasses classes = new ClassFileImporter().importPackagesOf(ReflectionTest.class);

        Map<String, String> reflected = Reflected.by(Bytecode.of(Uses.class), classes);

        assertThat(unregistered(reflected, classes).keySet())
                .extracting(name -> name.replaceFirst(".*\\$", ""))
                .containsExactlyInAnyOrder(
                        "Row", "Named", "Read", "Member", "Kind", "Written", "Body", "Stored", "Listed");
        assertThat(reflected).doesNotContainKey(Logged.class.getName());
    }

    private static Map<String, String> unregistered(Map<String, String> reflected, JavaClasses classes) {
        Map<String, String> rest = new TreeMap<>(reflected);
        rest.keySet().removeAll(Registered.in(classes));
        return rest;
    }

    /** Hands one class of each kind to somebody who uses reflection on it. */
    static final class Uses {

        private static final Logger LOG = Logger.getLogger(Logged.class);
        private static final Class<?>[] TYPES = {Stored.class};

        private final ObjectMapper json = new ObjectMapper();

        Optional<Row> row(StatelessSession session) {
            LOG.debug(TYPES.length);
            session.createQuery("SELECT NEW io.orgscribe.nativeimage.ReflectionTest$Named(1)", Object.class);
            Class<Row> type = Row.class;
            return session.createNativeQuery("SELECT 1", type).uniqueResultOptional();
        }

        Object read(String text) throws JsonProcessingException {
            json.readValue(text, Known.class);
            json.readValue(text, new TypeReference<List<Listed>>() {});
            return json.readValue(text, Read.class);
        }

        String written(Supplier<Written> all, boolean known) throws JsonProcessingException {
            Written written = all.get();
            return json.writeValueAsString(known ? new Known(1) : written);
        }

        Response body(Body body) {
            return Response.ok(body).build();
        }
    }

    record Row(int number) {}

    record Named(int number) {}

    record Read(Set<Member> members) {}

    record Member(Kind[] kinds) {}

    enum Kind {
        ONE
    }

    record Written(int number) {}

    record Body(int number) {}

    record Stored(int number) {}

    record Listed(int number) {}

    record Logged(int number) {}

    @RegisterForReflection
    record Known(int number) {}
}

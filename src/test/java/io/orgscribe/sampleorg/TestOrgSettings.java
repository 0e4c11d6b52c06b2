package io.orgscribe.sampleorg;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.orgscribe.samplemodel.OpenFact;
import io.orgscribe.samplemodel.RefreshTokens;
import io.orgscribe.samplemodel.SampleOrgSettings;
import io.orgscribe.samplemodel.SetupRefusal;

/**
 * Settings of a sample org for tests: those of {@link SampleOrgSettings}, and what is said otherwise. Immutable.
 *
 * <p>Implemented by a proxy, which takes what {@code withTables} is given for what {@code tables} answers.
 */
public interface TestOrgSettings extends SampleOrgSettings {

    TestOrgSettings withPort(int port);

    TestOrgSettings withSeed(long seed);

    TestOrgSettings withTables(int tables);

    TestOrgSettings withColumns(int columns);

    TestOrgSettings withLatency(Duration latency);

    TestOrgSettings withConsumerKey(String key);

    TestOrgSettings withConsumerSecret(String secret);

    TestOrgSettings withUsername(String name);

    TestOrgSettings withPassword(String password);

    TestOrgSettings withSecurityToken(String token);

    TestOrgSettings withCertificate(PublicKey certificate);

    TestOrgSettings withPkceRequired(boolean required);

    TestOrgSettings withSecretRequired(boolean required);

    TestOrgSettings withRefreshTokens(RefreshTokens policy);

    TestOrgSettings withSessionLifetime(Duration lifetime);

    TestOrgSettings withOrgId(String id);

    TestOrgSettings withOrgName(String name);

    TestOrgSettings withDailyCalls(int calls);

    TestOrgSettings withStateFile(Path file);

    TestOrgSettings withViewSetup(boolean viewSetup);

    TestOrgSettings withSetupRefusal(SetupRefusal refusal);

    TestOrgSettings withPersonAccounts(boolean personAccounts);

    TestOrgSettings withHiddenFields(String... fields);

    TestOrgSettings withOpenFacts(OpenFact... facts);

    TestOrgSettings withClock(Clock clock);

    /** 500 tables on a free port, no latency, nothing remembered. */
    static TestOrgSettings standard() {
        return of(Map.of());
    }

    private static TestOrgSettings of(Map<String, Object> said) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            String name = method.getName();
            if (name.startsWith("with")) {
                Method setting =
                        SampleOrgSettings.class.getMethod(Character.toLowerCase(name.charAt(4)) + name.substring(5));
                Map<String, Object> more = new HashMap<>(said);
                more.put(setting.getName(), value(setting.getReturnType(), arguments[0]));
                return of(more);
            }
            if (said.containsKey(name)) {
                return said.get(name);
            }
            // Without secrets.
            return method.isDefault() ? InvocationHandler.invokeDefault(proxy, method) : "TestOrgSettings";
        };
        return (TestOrgSettings) Proxy.newProxyInstance(
                TestOrgSettings.class.getClassLoader(), new Class<?>[] {TestOrgSettings.class}, handler);
    }

    private static Object value(Class<?> type, Object given) {
        if (type == Optional.class) {
            return Optional.of(given);
        }
        return type == Set.class ? Set.of((Object[]) given) : given;
    }
}

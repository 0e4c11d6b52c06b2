package io.orgscribe.access;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** Documents which role each operation wants, as its resource declares it, and how a caller tells who it is. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OperationRoles implements OASFilter {

    /** The member of an operation that has its role. */
    static final String ROLE = "x-role";

    private static final String API_KEY = "apiKey";
    private static final String OIDC = "oidc";

    private final Map<String, String> roles;

    public OperationRoles(IndexView index) {
        this.roles = index.getAnnotations(RolesAllowed.class).stream()
                .filter(annotation -> annotation.target().kind() == AnnotationTarget.Kind.METHOD)
                .collect(Collectors.toMap(
                        annotation -> address(annotation.target().asMethod()),
                        annotation -> String.join(", ", annotation.value().asStringArray()),
                        (one, same) -> one,
                        TreeMap::new));
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents()
                .addSecurityScheme(API_KEY, bearer("osk_", "An API key: osk_ and 43 characters of base64url."))
                .addSecurityScheme(OIDC, bearer("JWT", "A token of the OIDC server, where one is configured."));
        document.getPaths()
                .getPathItems()
                .forEach((path, item) ->
                        item.getOperations().forEach((method, operation) -> document(method, path, operation)));
    }

    /** The server's own address is known when the service runs, and this is written when it is built. */
    private static SecurityScheme bearer(String format, String description) {
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .bearerFormat(format)
                .description(description);
    }

    private void document(HttpMethod method, String path, Operation operation) {
        String role = roles.get(method + " " + path);
        if (role == null) {
            return;
        }
        operation.addExtension(ROLE, role);
        operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(API_KEY, List.of()));
        operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(OIDC, List.of()));
        operation
                .getResponses()
                .addAPIResponse(
                        "401",
                        OASFactory.createAPIResponse().description("Where access is controlled: no valid credential"))
                .addAPIResponse("403", OASFactory.createAPIResponse().description("The role " + role + " is wanted"));
    }

    private static String address(MethodInfo method) {
        String verb = Stream.of(GET.class, POST.class, PUT.class, PATCH.class, DELETE.class)
                .filter(method::hasAnnotation)
                .map(Class::getSimpleName)
                .findFirst()
                .orElse("");
        return verb + " " + path(method.declaringClass().declaredAnnotation(Path.class))
                + path(method.annotation(Path.class));
    }

    private static String path(AnnotationInstance annotation) {
        if (annotation == null) {
            return "";
        }
        String value = annotation.value().asString().replaceAll("\\{(\\w+):[^}]*}", "{$1}");
        return value.startsWith("/") ? value : "/" + value;
    }
}

package io.orgscribe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.path.json.JsonPath;

/**
 * What a reply says, by paths such as {@code items[0].schedule.cron}; {@code items.name} is the names of all items. As
 * REST Assured's {@link JsonPath}, which compiles each path as a Groovy script each time, and to which only paths with
 * closures are left: {@code items.find { it.name == 'x' }}. What is not there is null.
 */
public final class JsonReply {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STEP = Pattern.compile("\\.?([A-Za-z_][\\w]*)|\\[(-?\\d+)]");

    private final Object root;

    @JsonCreator(mode = Mode.DELEGATING)
    public JsonReply(Object root) {
        this.root = root;
    }

    public static JsonReply from(String json) {
        try {
            return new JsonReply(JSON.readValue(json, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** Of whatever type the caller takes it for. */
    @SuppressWarnings("unchecked")
    public <T> T get(String path) {
        Object value = root;
        Matcher step = STEP.matcher(path);
        int end = 0;
        while (end < path.length()) {
            if (!step.find() || step.start() != end) {
                return JsonPath.from(text()).get(path);
            }
            value = step.group(1) == null
                    ? element(value, Integer.parseInt(step.group(2)))
                    : member(value, step.group(1));
            end = step.end();
        }
        return (T) value;
    }

    public String getString(String path) {
        Object value = get(path);
        return value == null ? null : value.toString();
    }

    public int getInt(String path) {
        return this.<Number>get(path).intValue();
    }

    public long getLong(String path) {
        return this.<Number>get(path).longValue();
    }

    public boolean getBoolean(String path) {
        return this.<Boolean>get(path);
    }

    public <T> List<T> getList(String path) {
        return get(path);
    }

    public <T> List<T> getList(String path, Class<T> type) {
        return JSON.convertValue(get(path), JSON.getTypeFactory().constructCollectionType(List.class, type));
    }

    public <K, V> Map<K, V> getMap(String path) {
        return get(path);
    }

    /** The first of the objects in a list whose member has the value, null where there is none. */
    public <V> Map<String, V> find(String list, String member, Object value) {
        return this.<Map<String, V>>getList(list).stream()
                .filter(object -> value.equals(object.get(member)))
                .findFirst()
                .orElse(null);
    }

    /** The whole of it, for a person. */
    public String prettify() {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return prettify();
    }

    private String text() {
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object member(Object value, String name) {
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(element -> all.add(member(element, name)));
            return all;
        }
        return value instanceof Map<?, ?> map ? map.get(name) : null;
    }

    private static Object element(Object value, int index) {
        if (!(value instanceof List<?> list)) {
            return null;
        }
        int at = index < 0 ? list.size() + index : index;
        return at >= 0 && at < list.size() ? list.get(at) : null;
    }
}

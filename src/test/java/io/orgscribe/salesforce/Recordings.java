package io.orgscribe.salesforce;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Assumptions;

/** Real replies, kept beside the project; tests that need them are skipped where they are missing. */
public final class Recordings {

    private static final Path ROOT = Path.of("../shared/recordings");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Recordings() {}

    /** The files of a folder, sorted by name. */
    public static List<Path> files(String folder) {
        Assumptions.assumeTrue(Files.isDirectory(ROOT.resolve(folder)), "no recordings beside the project");
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each recorded describe that tells fields, whatever it came in; one that has no name gets that of its file. */
    public static List<JsonNode> describes() {
        List<JsonNode> describes = new ArrayList<>();
        files("describe").forEach(file -> describes.add(tree(bytes(file))));
        for (Path file : files("describe-partial")) {
            String name =
                    file.getFileName().toString().replaceFirst("^.*?__", "").replaceFirst("\\.json$", "");
            describes.add(((ObjectNode) tree(bytes(file))).put("name", name));
        }
        for (Path file : files("composite")) {
            for (JsonNode part : tree(bytes(file)).path("compositeResponse")) {
                if (part.path("body").has("fields")) {
                    describes.add(part.get("body"));
                }
            }
        }
        return describes;
    }

    /** The describes of a whole org, one a line. */
    public static List<byte[]> wholeOrg() {
        Path file = files("whole-org").get(0);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.getBytes(StandardCharsets.UTF_8))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static InputStream stream(Path file) {
        return new ByteArrayInputStream(bytes(file));
    }

    /** The independent reading: a plain tree. */
    public static JsonNode tree(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

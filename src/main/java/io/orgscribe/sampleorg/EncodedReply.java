package io.orgscribe.sampleorg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * A reply as it goes over the wire.
 *
 * @param bytes all that is sent of the body, packed if the caller takes that; what a fault cuts off is not in it
 */
record EncodedReply(Reply reply, byte[] bytes, Optional<Fault> fault) {

    static EncodedReply of(FaultedReply faultedReply, boolean gzip) {
        Reply reply = faultedReply.reply();
        Optional<Integer> cut = faultedReply.fault().flatMap(fault -> cut(fault, faultedReply));
        byte[] sent = cut.map(end -> Arrays.copyOf(reply.body(), end)).orElse(reply.body());
        if (!gzip
                || reply.body().length == 0
                || faultedReply.fault().filter(f -> f instanceof Fault.Endless).isPresent()) {
            return new EncodedReply(reply, sent, faultedReply.fault());
        }
        Reply packed = reply.with("Content-Encoding", "gzip");
        String etag = reply.headers().get("ETag");
        if (etag != null) {
            packed = packed.with("ETag", etag.replaceFirst("\"$", "--gzip\""));
        }
        return new EncodedReply(packed, gzip(sent, cut.isEmpty()), faultedReply.fault());
    }

    private static Optional<Integer> cut(Fault fault, FaultedReply faultedReply) {
        if (fault instanceof Fault.Truncated truncated) {
            return Optional.of(faultedReply.at(truncated.percent()));
        }
        if (fault instanceof Fault.Reset reset) {
            return Optional.of(faultedReply.at(reset.percent()));
        }
        if (fault instanceof Fault.Hang hang) {
            return Optional.of(faultedReply.at(hang.percent()));
        }
        if (fault instanceof Fault.Endless) {
            return Optional.of(Math.max(0, faultedReply.reply().body().length - 1));
        }
        return Optional.empty();
    }

    /** @param whole false to leave out the end, without which no reader takes the stream for complete */
    private static byte[] gzip(byte[] body, boolean whole) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 8 + 64);
        try (FastGzip out = new FastGzip(bytes)) {
            out.write(body);
            out.flush();
            if (!whole) {
                return bytes.toByteArray();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(ByteArrayOutputStream out) throws IOException {
            super(out, 8192, true);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}

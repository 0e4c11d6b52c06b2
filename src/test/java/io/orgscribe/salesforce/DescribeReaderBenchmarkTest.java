package io.orgscribe.salesforce;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is compared in {@link DescribeReaderBenchmark} is the reading of the same. */
class DescribeReaderBenchmarkTest {

    @Test
    void both_pass_the_same_names_and_strings() {
        for (int seed = 0; seed < 20; seed++) {
            byte[] body = ReaderPropertiesTest.bytes(DescribeBodies.describe("Table__c", seed * 5, seed));
            int[] taken = new int[1];
            JsonValues.readWhole(new ByteArrayInputStream(body), parser -> {
                DescribeReaderBenchmark.takeAll(parser, text -> taken[0]++);
                return null;
            });
            int[] passed = new int[1];
            SObject read = JsonValues.readWhole(
                            new ByteArrayInputStream(body), parser -> DescribeReader.read(new Counting(parser, passed)))
                    .toSObject("Asked", null);

            assertThat(passed[0]).isEqualTo(taken[0]).isPositive();
            assertThat(read.fields()).hasSize(seed * 5);
        }
    }

    private static final class Counting extends JsonParserDelegate {

        private final int[] passed;

        Counting(JsonParser parser, int[] passed) {
            super(parser);
            this.passed = passed;
        }

        @Override
        public JsonToken nextToken() throws IOException {
            JsonToken token = super.nextToken();
            if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
                passed[0]++;
            }
            return token;
        }

        /** One by one, so that what is skipped is counted as well. */
        @Override
        public JsonParser skipChildren() throws IOException {
            if (currentToken() != null && currentToken().isStructStart()) {
                for (int depth = 1; depth > 0; ) {
                    JsonToken token = nextToken();
                    depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                }
            }
            return this;
        }
    }
}

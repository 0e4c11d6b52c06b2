package io.orgscribe;

import java.util.Arrays;

import io.quarkus.runtime.annotations.QuarkusMain;

import io.orgscribe.demo.DemoStart;
import io.orgscribe.sampleorg.SampleOrgCommand;

/** The service with all that comes with it, sample org and demo included. */
@QuarkusMain
public final class Orgscribe {

    Orgscribe() {}

    /** {@code sample-org} runs the sample org alone, without service and database; else as {@link Service}. */
    public static void main(String... args) throws InterruptedException {
        if (args.length > 0 && args[0].equals("sample-org")) {
            try {
                SampleOrgCommand.run(System.out::println, Arrays.copyOfRange(args, 1, args.length));
            } catch (IllegalArgumentException e) {
                System.err.println(e.getMessage());
                System.exit(1);
            }
            return;
        }
        Service.run(DemoStart::begin, args);
    }
}

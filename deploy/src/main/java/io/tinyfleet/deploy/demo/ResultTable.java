package io.tinyfleet.deploy.demo;

import io.tinyfleet.deploy.local.TrafficCount;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a person reads at the end of a demo. */
final class ResultTable {
    private final PrintWriter out;

    ResultTable(PrintWriter out) {
        this.out = out;
    }

    void print(DemoResult result) {
        printAccuracy(result);
        printBytes(result);
        out.flush();
    }

    private void printAccuracy(DemoResult result) {
        FleetAccuracy[] columns = {
            FleetAccuracy.meanOverDevices(result.together()),
            FleetAccuracy.weightedBySamples(result.together()),
            FleetAccuracy.meanOverDevices(result.alone().judged()),
            FleetAccuracy.weightedBySamples(result.alone().judged())
        };
        out.println();
        out.printf(
                Locale.ROOT, "%-35s %21s   %21s%n", "accuracy on the devices' own", "learning together", "each alone");
        out.printf(
                Locale.ROOT,
                "%-35s %10s %10s   %10s %10s%n",
                "test data after " + result.settings().rounds() + " epochs",
                "mean",
                "by samples",
                "mean",
                "by samples");
        printRule("nearest local prototype", columns, FleetAccuracy::localPrototype);
        printRule("nearest global prototype", columns, FleetAccuracy::globalPrototype);
        printRule("classifier head", columns, FleetAccuracy::head);
        printRule("combined: what devices predict by", columns, FleetAccuracy::combined);
        out.println("mean: every device counts the same; by samples: every test sample does; alone: the same devices,");
        out.println("data, initial weights and number of epochs, without any exchange");
    }

    private void printRule(String name, FleetAccuracy[] columns, Function<FleetAccuracy, @Nullable Double> rule) {
        out.printf(Locale.ROOT, "  %-33s", name);
        for (int column = 0; column < columns.length; column++) {
            Double share = rule.apply(columns[column]);
            out.print(column == 2 ? "   " : " ");
            out.print(share == null ? "         –" : String.format(Locale.ROOT, "%8.1f %%", 100 * share));
        }
        out.println();
    }

    private void printBytes(DemoResult result) {
        long deviceRounds = Math.max(
                1, (long) result.participants().size() * result.courses().size());
        TrafficCount.Bytes prototypes = result.prototypeBytes();
        TrafficCount.Bytes control = result.traffic().control();
        long together = prototypes.up() + prototypes.down();
        out.println();
        out.printf(Locale.ROOT, "%-52s %10s %10s%n", "bytes a device and round, whole PUBLISH packets", "up", "down");
        out.printf(
                Locale.ROOT,
                "  %-50s %10s %10s%n",
                "sparse prototypes, measured",
                bytes(prototypes.up() / deviceRounds),
                bytes(prototypes.down() / deviceRounds));
        out.printf(
                Locale.ROOT,
                "  %-50s %10s %10s%n",
                "plan, rounds, receipts, status, reports, measured",
                bytes(control.up() / deviceRounds),
                bytes(control.down() / deviceRounds));
        printOther("dense prototypes (FedProto), calculated", OtherWays.denseBytes(result), together, deviceRounds);
        printOther("the models themselves, calculated", OtherWays.modelBytes(result), together, deviceRounds);
    }

    private void printOther(String name, long bytes, long together, long deviceRounds) {
        out.printf(
                Locale.ROOT,
                "  %-50s %21s   %.1f × the sparse prototypes%n",
                name,
                bytes(bytes / deviceRounds) + " in all",
                (double) bytes / Math.max(1, together));
    }

    private static String bytes(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}

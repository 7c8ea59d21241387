package io.tinyfleet.protocol;

/** The topics of one fleet: everything under {@code tinyfleet/v1/{fleet}/}. */
public final class Topics {
    private final String prefix;

    public Topics(FleetId fleet) {
        prefix = "tinyfleet/v1/" + fleet + "/";
    }

    public String plan() {
        return prefix + "plan";
    }

    public String round() {
        return prefix + "round";
    }

    public String update(RoundNumber round, DeviceId device) {
        return prefix + "round/" + round + "/update/" + device;
    }

    public String global(RoundNumber round) {
        return prefix + "round/" + round + "/global";
    }

    public String status(DeviceId device) {
        return prefix + "device/" + device + "/status";
    }

    public String receipt(DeviceId device) {
        return prefix + "device/" + device + "/receipt";
    }

    public String report(DeviceId device) {
        return prefix + "device/" + device + "/report";
    }

    /** Filter for every device's updates of every round. */
    public String everyUpdate() {
        return prefix + "round/+/update/+";
    }

    /** Filter for every round's global prototypes. */
    public String everyGlobal() {
        return prefix + "round/+/global";
    }

    /** Filter for every device's status. */
    public String everyStatus() {
        return prefix + "device/+/status";
    }

    /** Filter for every device's report. */
    public String everyReport() {
        return prefix + "device/+/report";
    }

    /** Filter for all that this fleet says. */
    public String everything() {
        return prefix + "#";
    }

    /** What a topic stands for; {@link Address.Elsewhere} if it is none of this fleet's. */
    public Address parse(String topic) {
        return topic.startsWith(prefix)
                ? parse(topic.substring(prefix.length()).split("/", -1))
                : new Address.Elsewhere();
    }

    private static Address parse(String[] levels) {
        if (levels.length == 1) {
            return switch (levels[0]) {
                case "plan" -> new Address.OfPlan();
                case "round" -> new Address.OfRound();
                default -> new Address.Elsewhere();
            };
        }
        if (levels.length == 4 && levels[0].equals("round") && levels[2].equals("update")) {
            return isRound(levels[1]) && DeviceId.isValid(levels[3])
                    ? new Address.OfUpdate(round(levels[1]), new DeviceId(levels[3]))
                    : new Address.Elsewhere();
        }
        if (levels.length == 3 && levels[0].equals("round") && levels[2].equals("global")) {
            return isRound(levels[1]) ? new Address.OfGlobal(round(levels[1])) : new Address.Elsewhere();
        }
        if (levels.length == 3 && levels[0].equals("device") && DeviceId.isValid(levels[1])) {
            DeviceId device = new DeviceId(levels[1]);
            return switch (levels[2]) {
                case "status" -> new Address.OfStatus(device);
                case "receipt" -> new Address.OfReceipt(device);
                case "report" -> new Address.OfReport(device);
                default -> new Address.Elsewhere();
            };
        }
        return new Address.Elsewhere();
    }

    /** 1 to 2³¹−1 in the one way to write it. */
    private static boolean isRound(String level) {
        return level.matches("[1-9][0-9]{0,9}") && Long.parseLong(level) <= Integer.MAX_VALUE;
    }

    private static RoundNumber round(String level) {
        return new RoundNumber(Integer.parseInt(level));
    }
}

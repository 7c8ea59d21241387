package io.tinyfleet.agent.sensor;

import static io.tinyfleet.agent.sensor.SenmlField.BASE_NAME;
import static io.tinyfleet.agent.sensor.SenmlField.BASE_SUM;
import static io.tinyfleet.agent.sensor.SenmlField.BASE_TIME;
import static io.tinyfleet.agent.sensor.SenmlField.BASE_UNIT;
import static io.tinyfleet.agent.sensor.SenmlField.BASE_VALUE;
import static io.tinyfleet.agent.sensor.SenmlField.BASE_VERSION;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the records of one pack, in their order: each with the base fields in force (RFC 8428 §4.1, §4.6). One use
 * per pack; not thread-safe.
 */
public final class SenmlResolver {
    /** The version of RFC 8428 (§4.4); drafts had lower ones and are read alike. */
    private static final int VERSION = 10;

    private static final Set<SenmlField> BASES =
            EnumSet.of(BASE_VERSION, BASE_NAME, BASE_TIME, BASE_UNIT, BASE_VALUE, BASE_SUM);
    private static final List<SenmlField> VALUES =
            List.of(SenmlField.VALUE, SenmlField.STRING_VALUE, SenmlField.BOOLEAN_VALUE, SenmlField.DATA_VALUE);

    /** §4.5.1. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9:./_]*");

    private static final int LONGEST_SHOWN = 60;

    private final Map<SenmlField, Object> bases = new EnumMap<>(SenmlField.class);
    private final List<SenmlRecord> resolved = new ArrayList<>();
    private int position;

    /**
     * Adds the next record of the pack. One of base fields alone says nothing but what holds for those behind it.
     *
     * @param fields of the type that {@link SenmlField.Kind} says
     */
    public void add(Map<SenmlField, Object> fields) throws RefusedException {
        position++;
        for (SenmlField field : BASES) {
            Object value = fields.get(field);
            if (value != null) {
                bases.put(field, value);
            }
        }
        requireVersion();
        if (!BASES.containsAll(fields.keySet())) {
            resolved.add(new SenmlRecord(
                    name(fields), unit(fields), sum(fields, SenmlField.TIME, BASE_TIME), value(fields)));
        }
    }

    /** What the pack says, without base fields. */
    public List<SenmlRecord> records() {
        return List.copyOf(resolved);
    }

    private void requireVersion() throws RefusedException {
        double version = number(bases, BASE_VERSION, VERSION);
        if (version > VERSION || version < 1) {
            throw malformed("bver is " + version + ", this device reads SenML up to version " + VERSION);
        }
    }

    private String name(Map<SenmlField, Object> fields) throws RefusedException {
        String name = text(bases, BASE_NAME) + text(fields, SenmlField.NAME);
        if (!NAME.matcher(name).matches()) {
            throw malformed("bn and n together must be one or more of A-Z a-z 0-9 - : . / _, beginning with a letter or"
                    + " digit, but are \"" + shortened(name) + '"');
        }
        return name;
    }

    private String unit(Map<SenmlField, Object> fields) {
        return fields.containsKey(SenmlField.UNIT) ? text(fields, SenmlField.UNIT) : text(bases, BASE_UNIT);
    }

    private SenmlValue value(Map<SenmlField, Object> fields) throws RefusedException {
        List<SenmlField> present = VALUES.stream().filter(fields::containsKey).toList();
        if (present.size() > 1) {
            throw malformed("it has both " + present.get(0).label() + " and "
                    + present.get(1).label());
        }
        if (fields.get(SenmlField.STRING_VALUE) instanceof String text) {
            return new SenmlValue.Text(text);
        }
        if (fields.get(SenmlField.BOOLEAN_VALUE) instanceof Boolean flag) {
            return new SenmlValue.Flag(flag);
        }
        if (fields.get(SenmlField.DATA_VALUE) instanceof String data) {
            return new SenmlValue.Data(data);
        }
        if (fields.containsKey(SenmlField.VALUE) || bases.containsKey(BASE_VALUE)) {
            return new SenmlValue.Numeric(sum(fields, SenmlField.VALUE, BASE_VALUE));
        }
        if (fields.containsKey(SenmlField.SUM) || bases.containsKey(BASE_SUM)) {
            return new SenmlValue.SumOnly(sum(fields, SenmlField.SUM, BASE_SUM));
        }
        throw malformed("it has no value: one of v, vs, vb, vd or s is needed");
    }

    /** A field and its base; the one that is missing counts as 0 (§4.5.4). */
    private double sum(Map<SenmlField, Object> fields, SenmlField field, SenmlField base) throws RefusedException {
        double sum = number(bases, base, 0) + number(fields, field, 0);
        if (!Double.isFinite(sum)) {
            throw malformed(base.label() + " and " + field.label() + " are not finite together");
        }
        return sum;
    }

    private static double number(Map<SenmlField, Object> fields, SenmlField field, double otherwise) {
        return fields.get(field) instanceof Double number ? number : otherwise;
    }

    private static String text(Map<SenmlField, Object> fields, SenmlField field) {
        @Nullable Object text = fields.get(field);
        return text == null ? "" : text.toString();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    private RefusedException malformed(String what) {
        return new RefusedException(Refusal.MALFORMED, "record " + position + ": " + what);
    }
}

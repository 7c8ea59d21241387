package io.tinyfleet.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Message;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed vectors are the contract; {@link VectorGenerator} only saves typing when it grows. */
class VectorsTest {
    static Stream<Vector> valid() throws IOException {
        return Vector.all().stream().filter(Vector::isValid);
    }

    static Stream<Vector> invalid() throws IOException {
        return Vector.all().stream().filter(vector -> !vector.isValid());
    }

    @ParameterizedTest
    @MethodSource("valid")
    void aValidVectorDecodesToWhatItsJsonSays(Vector vector) throws DecodeException {
        Message expected = MessageJson.read(vector.kind(), vector.about().get("fields"));
        assertThat(vector.kind().decode(vector.payload(), vector.plan())).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("valid")
    void whatItsJsonSaysEncodesToAValidVector(Vector vector) throws DecodeException {
        PlanInForce plan = vector.plan();
        Message message = MessageJson.read(vector.kind(), vector.about().get("fields"));
        assertThat(vector.kind().encode(message, plan.plan())).isEqualTo(vector.payload());
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void anInvalidVectorIsRejectedForTheReasonItsJsonSays(Vector vector) throws DecodeException {
        PlanInForce plan = vector.plan();
        DecodeException e =
                catchThrowableOfType(DecodeException.class, () -> vector.kind().decode(vector.payload(), plan));
        assertThat(e).isNotNull();
        assertThat(e.rejection().name())
                .isEqualTo(vector.about().get("rejection").asText());
    }

    @Test
    void masksOfTheVectorsCanBeMadeAgainFromTheirSeed() throws DecodeException {
        Plan plan = PlanCodec.decode(Vector.read("plan-ten-classes").payload()).plan();
        assertThat(plan.maskScheme()).isEqualTo(MaskScheme.BALANCED);
        assertThat(plan.maskScheme().generate(plan.classes(), plan.dimensions(), plan.kept(), plan.maskSeed()))
                .isEqualTo(plan.masks());
    }

    @Test
    void everyMessageHasAVector() throws IOException {
        assertThat(valid().map(Vector::kind).distinct()).containsExactlyInAnyOrderElementsOf(List.of(Kind.values()));
        assertThat(invalid().count()).isGreaterThanOrEqualTo(12);
    }
}

package io.tinyfleet.agent.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/**
 * Batch normalisation of {@code [n, c, ...]} for each channel: ε = 1e-5, running mean and variance updated by a tenth.
 * DJL's own block makes two views around each call to the engine, and adding to a view in place costs copies.
 *
 * <p>A single value per channel has no variance, and would make the running one NaN for good. It is met where a device
 * has but one sample and strides leave one position of it; then the running mean and variance serve in training, too.
 */
final class Normalisation extends AbstractBlock {
    private static final double EPSILON = 1e-5;
    private static final double UPDATED = 0.1;

    private final Parameter scale = perChannel("gamma", Parameter.Type.GAMMA, true);
    private final Parameter shift = perChannel("beta", Parameter.Type.BETA, true);
    private final Parameter runningMean = perChannel("runningMean", Parameter.Type.RUNNING_MEAN, false);
    private final Parameter runningVariance = perChannel("runningVar", Parameter.Type.RUNNING_VAR, false);

    private Parameter perChannel(String name, Parameter.Type type, boolean trained) {
        return addParameter(Parameter.builder()
                .setName(name)
                .setType(type)
                .optRequiresGrad(trained)
                .build());
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
        PtNDArray input = (PtNDArray) inputs.singletonOrThrow();
        Device device = input.getDevice();
        boolean several = input.getShape().size() > input.getShape().get(1);
        return new NDList(JniUtils.batchNorm(
                input,
                (PtNDArray) parameters.getValue(runningMean, device, training),
                (PtNDArray) parameters.getValue(runningVariance, device, training),
                (PtNDArray) parameters.getValue(scale, device, training),
                (PtNDArray) parameters.getValue(shift, device, training),
                training && several,
                UPDATED,
                EPSILON));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return inputs;
    }

    @Override
    protected void prepare(Shape[] inputs) {
        Shape channels = new Shape(inputs[0].get(1));
        getParameters().values().forEach(parameter -> parameter.setShape(channels));
    }
}

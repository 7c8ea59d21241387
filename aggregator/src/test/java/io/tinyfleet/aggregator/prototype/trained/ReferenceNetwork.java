package io.tinyfleet.aggregator.prototype.trained;

/** The network and its loss once more, one number after the other in double, as the equations read. */
final class ReferenceNetwork {
    private ReferenceNetwork() {}

    /** P_j of one class. */
    static double[] prototype(double[] parameters, int classes, int width, int cls) {
        int first = classes * width;
        int second = first + width * width + width;
        double[] embedding = new double[width];
        System.arraycopy(parameters, cls * width, embedding, 0, width);
        double[] hidden = affine(parameters, first, embedding);
        for (int i = 0; i < width; i++) {
            hidden[i] = Math.max(0, hidden[i]);
        }
        return affine(parameters, second, hidden);
    }

    private static double[] affine(double[] parameters, int from, double[] x) {
        int width = x.length;
        double[] y = new double[width];
        for (int output = 0; output < width; output++) {
            y[output] = parameters[from + width * width + output];
            for (int input = 0; input < width; input++) {
                y[output] += parameters[from + output * width + input] * x[input];
            }
        }
        return y;
    }

    /** L over all uploads, {@code labels} being positions in {@code present}. */
    static double loss(
            double[] parameters, int classes, int[] present, float[][] uploads, int[] labels, double margin) {
        double loss = 0;
        for (int upload = 0; upload < uploads.length; upload++) {
            double sum = 0;
            double own = 0;
            for (int position = 0; position < present.length; position++) {
                double[] prototype = prototype(parameters, classes, uploads[upload].length, present[position]);
                double squares = 0;
                for (int i = 0; i < prototype.length; i++) {
                    squares += Math.pow(uploads[upload][i] - prototype[i], 2);
                }
                double logit = -Math.sqrt(squares) - (position == labels[upload] ? margin : 0);
                sum += Math.exp(logit);
                own = position == labels[upload] ? logit : own;
            }
            loss -= (own - Math.log(sum)) / uploads.length;
        }
        return loss;
    }
}

package io.tinyfleet.agent.data.machines;

/** Amplitudes of the tones in one second of a signal, by the plain sum of the discrete Fourier transform. */
final class Spectrum {
    private final double[] amplitudes;

    private Spectrum(double[] amplitudes) {
        this.amplitudes = amplitudes;
    }

    /** @param signal {@code Vibration.RATE_HZ} values: one second, so tones are told apart by 1 Hz */
    static Spectrum of(double[] signal) {
        double[] amplitudes = new double[signal.length / 2];
        for (int hz = 0; hz < amplitudes.length; hz++) {
            double real = 0;
            double imaginary = 0;
            for (int i = 0; i < signal.length; i++) {
                double angle = 2 * Math.PI * hz * i / signal.length;
                real += signal[i] * Math.cos(angle);
                imaginary += signal[i] * Math.sin(angle);
            }
            amplitudes[hz] = 2 * Math.hypot(real, imaginary) / signal.length;
        }
        return new Spectrum(amplitudes);
    }

    /** Of the signal's power: what rings at a high frequency shows here how often it is struck. */
    static Spectrum ofEnvelope(double[] signal) {
        double[] power = new double[signal.length];
        for (int i = 0; i < signal.length; i++) {
            power[i] = signal[i] * signal[i];
        }
        return of(power);
    }

    double at(double hz) {
        return amplitudes[(int) Math.round(hz)];
    }

    /** The frequency of the largest amplitude between two, Hz. */
    int peakBetween(int lowHz, int highHz) {
        int peak = lowHz;
        for (int hz = lowHz; hz <= highHz; hz++) {
            if (amplitudes[hz] > amplitudes[peak]) {
                peak = hz;
            }
        }
        return peak;
    }
}

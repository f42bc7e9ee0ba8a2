/** What a turn costs under the whole law, beside a bare one, on a database filled past the engine. */
package dev.stitchwork.samples.bench.leasing;

/** What a turn costs under the whole law, beside a bare one, on a database filled past the engine; and how soon one left lying is on offer again. */
package dev.stitchwork.samples.bench.leasing;

/**
 * The sample org as a model: its tables, fields and definitions, made from texts and a seed, how they are edited and
 * evolve, and how Salesforce would describe them. Knows nothing of HTTP.
 */
package io.orgscribe.samplemodel;

/** The syntax of Salesforce formulas, and which fields one refers to. Uses no other package, and knows no catalog. */
package io.orgscribe.formula;

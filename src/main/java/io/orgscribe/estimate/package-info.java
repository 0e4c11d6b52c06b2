/** What a run would cost, and the REST resource that starts runs, for it tells that where it is asked. */
package io.orgscribe.estimate;

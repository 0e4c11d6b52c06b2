/**
 * Who works when: a replica claims runs, keeps them by heartbeats and decides what follows a failure; and what is done
 * beside them, such as what is removed by its age.
 */
package io.orgscribe.worker;

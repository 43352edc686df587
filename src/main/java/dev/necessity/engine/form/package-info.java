/**
 * How submitted forms come in: the fields that the shown form has, each of its type and length,
 * given to who reads them. Start with {@link dev.necessity.engine.form.SubmittedForms}; a form of
 * casework is a {@link dev.necessity.engine.form.TaskForm} or a {@link
 * dev.necessity.engine.form.StartForm}. Which form means what is not known here.
 */
package dev.necessity.engine.form;

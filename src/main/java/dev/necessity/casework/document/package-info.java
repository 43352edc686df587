/**
 * Asking people for documents: which, by which form, until when, and what they answer. Start with
 * {@link dev.necessity.casework.document.RequestDocumentation} and {@link
 * dev.necessity.casework.document.DocumentationForm}. Which documents a policy asks for, its tables
 * say.
 */
package dev.necessity.casework.document;

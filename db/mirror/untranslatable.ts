/** An expression of Postgres that the mirror has no words for. */
export class Untranslatable extends Error {}

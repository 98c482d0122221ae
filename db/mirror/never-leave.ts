/**
 * Columns that never leave the server: what they hold would do harm on a stolen terminal, or is of use only there.
 * The one list of them. The mirror leaves them out, and tests prove that they are in no terminal file and no pulled byte.
 */
export const neverLeave: Readonly<Record<string, readonly string[]>> = {
  // the document's and the tax number in cipher, their keyed hashes, and the text the server's own search uses
  customers: ['id_number', 'id_number_hash', 'tax_id', 'tax_id_hash', 'search_text'],
  // the payment provider's token
  payments: ['card_data'],
}

/** Tables of schema public that no terminal mirrors. */
export function staysAtServer(table: string): boolean {
  return table === 'schema_migrations' || table.endsWith('_partitioned')
}

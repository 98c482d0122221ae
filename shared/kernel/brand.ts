declare const brand: unique symbol

/** A value that carries its kind in its type, so that a guest's id cannot be passed for a room's. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name }

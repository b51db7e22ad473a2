// Names for the generated types, so that pages say Answer<'/api/…'> and never write a payload down.
import type { paths } from './schema'

export type Path = keyof paths
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
type Json<R> = R extends { content: { 'application/json': infer T } } ? T : never
type Success<R> = Json<R[Extract<keyof R, 200 | 201>]>

/** What an operation answers when all goes well. */
export type Answer<P extends Path, M extends Method = 'get'> =
  paths[P][M] extends { responses: infer R } ? Success<R> : never

/** What an operation takes. */
export type Body<P extends Path, M extends Method = 'post'> =
  paths[P][M] extends { requestBody?: infer B } ? Json<NonNullable<B>> : never

/** The query parameters of an operation. */
export type Query<P extends Path, M extends Method = 'get'> =
  paths[P][M] extends { parameters: { query?: infer Q } } ? NonNullable<Q> : never

export type Me = Answer<'/api/auth/me'>

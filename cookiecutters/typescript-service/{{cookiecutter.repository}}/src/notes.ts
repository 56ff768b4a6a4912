// The example resource: short notes, each of one author. Replace it with your own.

import { randomUUID } from "node:crypto";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { type Static, Type } from "typebox";

const Author = Type.String({ minLength: 1, maxLength: 100 });

const NewNote = Type.Object({
  author: Author,
  text: Type.String({ minLength: 1, maxLength: 10_000 }),
});

const Note = Type.Object({ id: Type.String(), ...NewNote.properties });
const ById = Type.Object({ id: Type.String() });
const ByAuthor = Type.Object({ author: Author });
const Problem = Type.Object({ detail: Type.String() });

type NewNote = Static<typeof NewNote>;
type Note = Static<typeof Note>;

const missing = { detail: "There is no such note." };

/** All notes, in memory. */
export class Notes {
  readonly #byId = new Map<string, Note>();

  add(added: NewNote): Note {
    const note = { id: randomUUID(), author: added.author, text: added.text };
    this.#byId.set(note.id, note);
    return note;
  }

  get(id: string): Note | undefined {
    return this.#byId.get(id);
  }

  of(author: string): Note[] {
    return [...this.#byId.values()].filter((note) => note.author === author);
  }

  remove(id: string): boolean {
    return this.#byId.delete(id);
  }
}

export function noteRoutes(notes: Notes): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post("", { schema: { body: NewNote, response: { 201: Note } } }, async (request, reply) =>
      reply.code(201).send(notes.add(request.body)),
    );

    app.get(
      "",
      { schema: { querystring: ByAuthor, response: { 200: Type.Array(Note) } } },
      async (request) => notes.of(request.query.author),
    );

    app.get(
      "/:id",
      { schema: { params: ById, response: { 200: Note, 404: Problem } } },
      async (request, reply) => notes.get(request.params.id) ?? reply.code(404).send(missing),
    );

    app.delete(
      "/:id",
      { schema: { params: ById, response: { 204: Type.Null(), 404: Problem } } },
      async (request, reply) =>
        notes.remove(request.params.id)
          ? reply.code(204).send(null)
          : reply.code(404).send(missing),
    );
  };
}

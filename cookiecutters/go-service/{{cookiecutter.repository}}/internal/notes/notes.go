// Package notes is the example resource: short notes, each of one author. Replace it with your own.
package notes

import (
	"cmp"
	"slices"
	"sync"
	"uuid"
)

// Note is a note as it is kept.
type Note struct {
	ID     string `json:"id"`
	Author string `json:"author"`
	Text   string `json:"text"`
}

// Notes holds all notes, in memory: they are gone after a restart.
type Notes struct {
	mutex sync.RWMutex
	byID  map[string]Note
}

// New gives an empty collection.
func New() *Notes {
	return &Notes{byID: map[string]Note{}}
}

// Add keeps a note, and gives it an id that nobody can guess.
func (n *Notes) Add(author, text string) Note {
	note := Note{uuid.NewV7().String(), author, text}
	n.mutex.Lock()
	defer n.mutex.Unlock()
	n.byID[note.ID] = note
	return note
}

// Get finds a note by its id.
func (n *Notes) Get(id string) (Note, bool) {
	n.mutex.RLock()
	defer n.mutex.RUnlock()
	note, found := n.byID[id]
	return note, found
}

// Of lists the notes of an author, the oldest first, which is the order of their ids.
func (n *Notes) Of(author string) []Note {
	n.mutex.RLock()
	defer n.mutex.RUnlock()
	found := []Note{}
	for _, note := range n.byID {
		if note.Author == author {
			found = append(found, note)
		}
	}
	slices.SortFunc(found, func(a, b Note) int { return cmp.Compare(a.ID, b.ID) })
	return found
}

// Remove forgets a note, and says whether there was one.
func (n *Notes) Remove(id string) bool {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	_, found := n.byID[id]
	delete(n.byID, id)
	return found
}

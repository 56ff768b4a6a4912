// Package reply reads and writes the JSON of requests and their answers.
package reply

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
)

// MostBytes is how large the body of a request may be.
const MostBytes = 1 << 20

// Problem is an answer that says in a sentence what is wrong.
type Problem struct {
	Status int    `json:"-"`
	Detail string `json:"detail"`
}

// Error is the sentence.
func (p Problem) Error() string { return p.Detail }

// JSON answers with value.
func JSON(w http.ResponseWriter, status int, value any) {
	body, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // who asked may be gone; that is not our failure
}

// Error answers with a Problem as it says. Any other error is ours, and stays inside.
func Error(w http.ResponseWriter, err error) {
	problem, ok := errors.AsType[Problem](err)
	if !ok {
		panic(err)
	}
	JSON(w, problem.Status, problem)
}

// Read decodes the body of a request, one JSON object of value's shape. The error is a Problem.
func Read(w http.ResponseWriter, r *http.Request, value any) error {
	decoder := json.NewDecoder(http.MaxBytesReader(w, r.Body, MostBytes))
	err := decoder.Decode(value)
	if err == nil && decoder.Decode(&struct{}{}) != io.EOF {
		err = errors.New("more than one value")
	}
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return Problem{http.StatusRequestEntityTooLarge, "The body is larger than 1 MB."}
	}
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return Problem{http.StatusUnprocessableEntity, wrongType(wrong)}
	}
	return Problem{http.StatusBadRequest, "The body has to be one JSON object."}
}

func wrongType(wrong *json.UnmarshalTypeError) string {
	if wrong.Field == "" {
		return "The body has to be one JSON object."
	}
	return "`" + wrong.Field + "` has to be a " + wrong.Type.String() + ", not a " + wrong.Value + "."
}

/**
 * Who is here and who may do what: the caller, collaborators, invitations, and what an administrator does about people
 * (REST specification, 21). Start at {@link org.muriel.api.people.PeopleRoutes}.
 */
@org.jspecify.annotations.NullMarked
package org.muriel.api.people;

/** A program that uses the client generated from the server's description. The build's own compiler never sees it. */
package story;
